package io.prodgate.demo;

import io.prodgate.demo.alerting.Alarms;
import io.prodgate.evidence.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The parts of one platform, put together.
 *
 * @param endpoint what answers, without any edge in front
 * @param monitoring what tells how it goes, at another host
 */
record Assembly(
        Endpoint endpoint,
        List<Route> monitoring,
        JobQueue queue,
        KnowledgeBase knowledge,
        ServiceDesk serviceDesk,
        Metrics metrics,
        Tracing tracing,
        Faults faults,
        Time time) {

    /** A platform with nothing done yet. */
    static Assembly of(Watch watch, Time time, RandomGenerator random) {
        Identifiers identifiers = new Identifiers(random);
        Tenants tenants = new Tenants(List.of(Tenants.ACME, Tenants.GLOBEX));
        List<Ticket> tickets = Stream.of("network", "database", "access", "configuration", "printer", "globex")
                .map(name -> Ticket.resource("platform/tickets/" + name + ".json"))
                .toList();
        Metrics metrics = new Metrics(List.of(Tenants.ACME, Tenants.GLOBEX), watch, time);
        JobQueue queue = new JobQueue(identifiers, metrics, time);
        ServiceDesk serviceDesk = new ServiceDesk(time);
        Tracing tracing = new Tracing(identifiers, watch.sampling(), time);
        KnowledgeBase knowledge = KnowledgeBase.small();
        Faults faults = new Faults(time);
        Inbox inbox = new Inbox();
        Alarms alarms = watch.ringing().alarms(metrics, inbox, time);
        Users users = new Users(identifiers, time);
        Routes routes = new Routes(Stream.of(
                        new FrontApi(queue, metrics).routes(),
                        new TicketApi(tenants, tickets).routes(),
                        new JobApi(tenants, queue).routes(),
                        new UserApi(users).routes(),
                        new UserTicketApi(users, queue, knowledge, serviceDesk, tracing).routes(),
                        new WebhookApi(tenants, queue, metrics, tracing).routes(),
                        new ServiceDeskApi(tenants, tickets, queue, serviceDesk).routes())
                .flatMap(List::stream)
                .toList());
        Endpoint used = Edge.before(
                List.of(
                        new Customers(Tenants.GLOBEX, Ticket.resource("platform/tickets/globex.json"), time),
                        new Counted(metrics)),
                routes);
        List<Route> monitoring = Stream.of(
                        new PrometheusApi(metrics, alarms, time).routes(),
                        new JaegerApi(tracing).routes(),
                        faults.routes(),
                        new GrafanaApi(new Dashboards(watch), new PanelQueries(alarms, time)).routes(),
                        new AlertmanagerApi(alarms, time).routes(),
                        inbox.routes(alarms::catchUp))
                .flatMap(List::stream)
                .toList();
        return new Assembly(used, monitoring, queue, knowledge, serviceDesk, metrics, tracing, faults, time);
    }

    /** What answers behind these edges, the first of them outermost; all of it is counted. */
    Endpoint behind(List<Edge> edges) {
        List<Edge> all = new ArrayList<>(edges);
        all.addFirst(new Received(queue, serviceDesk));
        return Edge.before(all, endpoint);
    }

    /** Starts working off the queue. */
    Worker startWorker(Habit habit) {
        return Worker.start(this, habit);
    }
}
