package io.prodgate.journal;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Next;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.AlertWatch;
import io.prodgate.evidence.ApkReading;
import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.ClockReading;
import io.prodgate.evidence.ControlProbe;
import io.prodgate.evidence.Credential;
import io.prodgate.evidence.DeviceLog;
import io.prodgate.evidence.DeviceReading;
import io.prodgate.evidence.Disturbance;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.FaultRun;
import io.prodgate.evidence.FlowRun;
import io.prodgate.evidence.Header;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.IsolationMatrix;
import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.MetricReading;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.evidence.NameLookup;
import io.prodgate.evidence.PaceWait;
import io.prodgate.evidence.PanelPicture;
import io.prodgate.evidence.ProcessRun;
import io.prodgate.evidence.SurveyReading;
import io.prodgate.evidence.SystemTrouble;
import io.prodgate.evidence.TestResults;
import io.prodgate.evidence.TraceReading;
import io.prodgate.evidence.Trouble;
import io.prodgate.evidence.VantageProbe;
import io.prodgate.evidence.Write;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Everything an event is made of: Jackson writes and reads it by reflection, which a native binary has to know. */
@RegisterForReflection(
        targets = {
            ApkReading.DomainPolicy.class,
            ApkReading.FoundHost.class,
            ApkReading.NetworkPolicy.class,
            ApkReading.Signer.class,
            ApkReading.Signing.class,
            Acceptance.Criterion.class,
            Acceptance.class,
            ApkReading.class,
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
            Disturbance.class,
            DeviceLog.Answer.class,
            DeviceLog.Line.class,
            DeviceLog.class,
            DeviceReading.Reached.class,
            DeviceReading.State.class,
            DeviceReading.class,
            Decision.Kind.class,
            Decision.class,
            Event.AttemptFinished.class,
            Event.CheckFinished.class,
            Event.CheckStarted.class,
            Event.DecisionMade.class,
            Event.HistoryRead.class,
            Event.MessageNoted.class,
            Event.MessageState.class,
            Event.RunFinished.class,
            Event.RunInterrupted.class,
            Event.RunPaused.class,
            Event.RunResumed.class,
            Event.RunStarted.class,
            Event.ProofsKept.class,
            Event.SignedOff.class,
            Event.ShardsMerged.Source.class,
            Event.ShardsMerged.class,
            Event.StageStarted.class,
            Event.WriteNoted.class,
            Event.class,
            Evidence.class,
            FlowRun.Call.class,
            FlowRun.End.class,
            FlowRun.Failure.class,
            FlowRun.class,
            Header.class,
            HttpExchange.class,
            Judgement.class,
            ItemResult.End.class,
            ItemResult.Step.class,
            ItemResult.class,
            FaultRun.Trouble.class,
            FaultRun.class,
            IsolationMatrix.End.class,
            IsolationMatrix.Try.class,
            IsolationMatrix.class,
            AlertWatch.Share.class,
            AlertWatch.Step.class,
            AlertWatch.class,
            SurveyReading.Question.class,
            SurveyReading.Quote.class,
            SurveyReading.Score.class,
            SurveyReading.Theme.class,
            SurveyReading.class,
            MetricReading.Flaw.class,
            MetricReading.Kind.class,
            MetricReading.Point.class,
            MetricReading.class,
            Misconfiguration.class,
            NameLookup.Answer.class,
            NameLookup.class,
            Next.class,
            Outcome.class,
            PaceWait.class,
            PastRun.Number.class,
            PastRun.Unsettled.class,
            PastRun.class,
            ProcessRun.End.class,
            ProcessRun.class,
            GateTerms.State.class,
            GateTerms.class,
            RunHead.class,
            ShardHead.class,
            Signature.class,
            TestResults.Miss.class,
            SystemTrouble.Kind.class,
            SystemTrouble.class,
            TestResults.class,
            TraceReading.By.class,
            TraceReading.Look.class,
            TraceReading.Seen.class,
            TraceReading.Stage.class,
            TraceReading.class,
            PanelPicture.class,
            Trouble.Kind.class,
            Trouble.Sent.class,
            Trouble.class,
            VantageProbe.class,
            Write.State.class,
            Write.class,
        })
final class NativeReflection {
    private NativeReflection() {}
}
