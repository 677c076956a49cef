package io.prodgate.evidence;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * A fact that an attempt gathered. In JSON an object whose {@code type} names the record, as listed here.
 *
 * <p>Facts carry no opinion: what they mean is decided by the diagnosis. They reach the journal only through
 * {@link EvidenceLog}, which redacts them.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = HttpExchange.class, name = "http-exchange"),
    @JsonSubTypes.Type(value = Trouble.class, name = "trouble"),
    @JsonSubTypes.Type(value = CertificateChain.class, name = "certificate-chain"),
    @JsonSubTypes.Type(value = Judgement.class, name = "judgement"),
    @JsonSubTypes.Type(value = ControlProbe.class, name = "control-probe"),
    @JsonSubTypes.Type(value = ClockReading.class, name = "clock-reading"),
    @JsonSubTypes.Type(value = PaceWait.class, name = "pace-wait"),
    @JsonSubTypes.Type(value = Misconfiguration.class, name = "misconfiguration"),
    @JsonSubTypes.Type(value = NameLookup.class, name = "name-lookup"),
    @JsonSubTypes.Type(value = VantageProbe.class, name = "vantage-probe"),
    @JsonSubTypes.Type(value = ProcessRun.class, name = "process-run"),
    @JsonSubTypes.Type(value = TestResults.class, name = "test-results"),
    @JsonSubTypes.Type(value = ItemResult.class, name = "item-result"),
    @JsonSubTypes.Type(value = FlowRun.class, name = "flow-run"),
    @JsonSubTypes.Type(value = DeviceReading.class, name = "device-reading"),
    @JsonSubTypes.Type(value = DeviceLog.class, name = "device-log"),
    @JsonSubTypes.Type(value = ApkReading.class, name = "apk-reading"),
    @JsonSubTypes.Type(value = SystemTrouble.class, name = "system-trouble"),
    @JsonSubTypes.Type(value = MetricReading.class, name = "metric-reading"),
    @JsonSubTypes.Type(value = TraceReading.class, name = "trace-reading"),
    @JsonSubTypes.Type(value = PanelPicture.class, name = "panel-picture"),
    @JsonSubTypes.Type(value = FaultRun.class, name = "fault-run"),
    @JsonSubTypes.Type(value = IsolationMatrix.class, name = "isolation-matrix"),
    @JsonSubTypes.Type(value = AlertWatch.class, name = "alert-watch"),
    @JsonSubTypes.Type(value = SurveyReading.class, name = "survey-reading"),
})
public sealed interface Evidence
        permits HttpExchange,
                Trouble,
                CertificateChain,
                Judgement,
                ControlProbe,
                ClockReading,
                PaceWait,
                Misconfiguration,
                NameLookup,
                VantageProbe,
                ProcessRun,
                TestResults,
                ItemResult,
                ApkReading,
                FlowRun,
                DeviceReading,
                DeviceLog,
                SystemTrouble,
                MetricReading,
                TraceReading,
                PanelPicture,
                FaultRun,
                IsolationMatrix,
                AlertWatch,
                SurveyReading {}
