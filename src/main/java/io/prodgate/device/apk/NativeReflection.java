package io.prodgate.device.apk;

import com.android.apksig.internal.asn1.Asn1Class;
import com.android.apksig.internal.asn1.Asn1Field;
import com.android.apksig.internal.asn1.Asn1OpaqueObject;
import com.android.apksig.internal.asn1.Asn1TagClass;
import com.android.apksig.internal.asn1.Asn1Tagging;
import com.android.apksig.internal.asn1.Asn1Type;
import com.android.apksig.internal.pkcs7.AlgorithmIdentifier;
import com.android.apksig.internal.pkcs7.Attribute;
import com.android.apksig.internal.pkcs7.ContentInfo;
import com.android.apksig.internal.pkcs7.EncapsulatedContentInfo;
import com.android.apksig.internal.pkcs7.IssuerAndSerialNumber;
import com.android.apksig.internal.pkcs7.SignedData;
import com.android.apksig.internal.pkcs7.SignerIdentifier;
import com.android.apksig.internal.pkcs7.SignerInfo;
import com.android.apksig.internal.x509.AttributeTypeAndValue;
import com.android.apksig.internal.x509.Certificate;
import com.android.apksig.internal.x509.Extension;
import com.android.apksig.internal.x509.Name;
import com.android.apksig.internal.x509.RSAPublicKey;
import com.android.apksig.internal.x509.RelativeDistinguishedName;
import com.android.apksig.internal.x509.SubjectPublicKeyInfo;
import com.android.apksig.internal.x509.TBSCertificate;
import com.android.apksig.internal.x509.Time;
import com.android.apksig.internal.x509.Validity;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What apksig reads ASN.1 into, by reflection. A native binary that does not know these classes takes every signature for broken,
 * without an error.
 */
@RegisterForReflection(
        targets = {
            AlgorithmIdentifier.class,
            Asn1Class.class,
            Asn1Field.class,
            Asn1OpaqueObject.class,
            Asn1TagClass.class,
            Asn1Tagging.class,
            Asn1Type.class,
            Attribute.class,
            AttributeTypeAndValue.class,
            Certificate.class,
            ContentInfo.class,
            EncapsulatedContentInfo.class,
            Extension.class,
            IssuerAndSerialNumber.class,
            Name.class,
            RSAPublicKey.class,
            RelativeDistinguishedName.class,
            SignedData.class,
            SignerIdentifier.class,
            SignerInfo.class,
            SubjectPublicKeyInfo.class,
            TBSCertificate.class,
            Time.class,
            Validity.class,
        },
        classNames = {
            "com.android.apksig.internal.apk.v1.V1SchemeVerifier$ObjectIdentifierChoice",
            "com.android.apksig.internal.apk.v1.V1SchemeVerifier$OctetStringChoice",
        })
final class NativeReflection {
    private NativeReflection() {}
}
