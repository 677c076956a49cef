package io.prodgate.traffic.names;

import io.prodgate.evidence.NameLookup.Answer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.List;
import org.minidns.dnsmessage.DnsMessage;
import org.minidns.dnsmessage.Question;
import org.minidns.dnsname.DnsName;
import org.minidns.record.Record;

/**
 * A name server that can be asked.
 *
 * @param shown how reports call it
 * @param address where it is
 * @param recursive whether it is asked to ask others; the zone's own servers are not
 */
record Server(String shown, InetSocketAddress address, boolean recursive) {
    /** What it says of a name's addresses, of either kind. */
    Said addresses(DnsName name, Dialogue dialogue, Dialogue.Until until) {
        Said four = said(name, Record.TYPE.A, dialogue, until);
        // An alias or a referral is the same for both kinds.
        if (four.answer() == Answer.FOUND
                || four.answer() == Answer.SILENT
                || !four.referral().isEmpty()) {
            return four;
        }
        Said six = said(name, Record.TYPE.AAAA, dialogue, until);
        boolean sixDecides = six.answer() != Answer.NOT_FOUND;
        return sixDecides ? six : four;
    }

    private Said said(DnsName name, Record.TYPE type, Dialogue dialogue, Dialogue.Until until) {
        try {
            return Said.of(ask(name, type, dialogue, until), name);
        } catch (SocketTimeoutException e) {
            return Said.nothing(Answer.SILENT);
        } catch (IOException e) {
            // Nothing listens there, or it speaks something else: it did not tell.
            return Said.nothing(Answer.FAILED);
        }
    }

    /** Its answer to one question. */
    DnsMessage ask(DnsName name, Record.TYPE type, Dialogue dialogue, Dialogue.Until until) throws IOException {
        return dialogue.ask(new Question(name, type), recursive, address, until);
    }

    /** The answer's records of one kind, or none if there is no answer. */
    List<Record<?>> records(DnsName name, Record.TYPE type, Dialogue dialogue, Dialogue.Until until) {
        try {
            DnsMessage message = ask(name, type, dialogue, until);
            return message.answerSection.stream()
                    .filter(record -> record.type == type)
                    .<Record<?>>map(record -> record)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
