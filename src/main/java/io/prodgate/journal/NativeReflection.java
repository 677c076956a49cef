package io.prodgate.journal;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Next;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.ClockReading;
import io.prodgate.evidence.ControlProbe;
import io.prodgate.evidence.Credential;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Header;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.evidence.PaceWait;
import io.prodgate.evidence.Trouble;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Everything an event is made of: Jackson writes and reads it by reflection, which a native binary has to know. */
@RegisterForReflection(
        targets = {
            AttemptRecord.class,
            Cause.class,
            CertificateChain.Certificate.class,
            CertificateChain.class,
            CheckHead.Quarantine.class,
            CheckHead.class,
            ClockReading.class,
            ControlProbe.class,
            Credential.class,
            Diagnosis.class,
            Event.AttemptFinished.class,
            Event.CheckFinished.class,
            Event.CheckStarted.class,
            Event.RunFinished.class,
            Event.RunInterrupted.class,
            Event.RunStarted.class,
            Event.StageStarted.class,
            Event.class,
            Evidence.class,
            Header.class,
            HttpExchange.class,
            Judgement.class,
            Misconfiguration.class,
            Next.class,
            Outcome.class,
            PaceWait.class,
            RunHead.class,
            Trouble.Kind.class,
            Trouble.Sent.class,
            Trouble.class,
        })
final class NativeReflection {
    private NativeReflection() {}
}
