package io.prodgate.demo;

import java.util.List;

/** Queries that the demo's PromQL and the real one are asked. */
final class PrometheusQueries {
    /** What both know. */
    static final List<String> INSTANT = List.of(
            "up",
            "up == 1",
            "up{job=~\"w.*\"}",
            "up{job!~\"w.*\"} * 3",
            "count by (job) (up)",
            "min(up)",
            "avg without (instance) (up)",
            "queue_depth_gauge",
            "queue_depth_gauge > 3",
            "queue_depth_gauge > bool 3",
            "3 > bool queue_depth_gauge",
            "-queue_depth_gauge",
            "{__name__=~\"enhancement_success_rate_total|queue_depth_gauge\"}",
            "{__name__=~\"queue_.*\"}[2s]",
            "enhancement_success_rate_total{status!=\"success\"}",
            "enhancement_success_rate_total{nothing=\"\",tenant_id=\"acme\"}",
            "rate(enhancement_success_rate_total[3s])",
            "increase(enhancement_success_rate_total[3s])",
            "increase(enhancement_success_rate_total[1m])",
            "increase(enhancement_success_rate_total[2500ms] offset 500ms)",
            "increase(enhancement_success_rate_total[300ms])",
            "increase(enhancement_success_rate_total[100ms])",
            "sum(increase(request_duration_seconds_count[5s])) by (tenant_id)",
            "sum by (tenant_id) (increase(request_duration_seconds_sum[5s])) / sum by (tenant_id)"
                    + " (increase(request_duration_seconds_count[5s]))",
            "100 * sum(increase(enhancement_success_rate_total{status=\"success\"}[4s]))"
                    + " / sum(increase(enhancement_success_rate_total[4s]))",
            "histogram_quantile(0.95, sum by (le) (rate(request_duration_seconds_bucket[5s])))",
            "histogram_quantile(0.5, sum by (le, tenant_id) (increase(request_duration_seconds_bucket[5s])))",
            "histogram_quantile(0.99, request_duration_seconds_bucket)",
            "histogram_quantile(0, enhancement_processing_time_seconds_bucket)",
            "histogram_quantile(1, enhancement_processing_time_seconds_bucket)",
            "histogram_quantile(1.5, enhancement_processing_time_seconds_bucket)",
            "histogram_quantile(-1, enhancement_processing_time_seconds_bucket)",
            "histogram_quantile(0.5, enhancement_processing_time_seconds_bucket{le!=\"+Inf\"})",
            "histogram_quantile(0.5, enhancement_processing_time_seconds_bucket{le=~\"10.0|[+]Inf\"})",
            "histogram_quantile(0.95, sum by (le) (rate(request_duration_seconds_bucket[300ms])))",
            "max_over_time(queue_depth_gauge[10s])",
            "min_over_time(queue_depth_gauge[10s])",
            "avg_over_time(queue_depth_gauge[10s])",
            "sum_over_time(queue_depth_gauge[10s])",
            "count_over_time(queue_depth_gauge[10s])",
            "last_over_time(queue_depth_gauge[10s])",
            "present_over_time(queue_depth_gauge[10s])",
            "changes(queue_depth_gauge[10s])",
            "resets(queue_depth_gauge[10s])",
            "delta(queue_depth_gauge[3s])",
            "rate(queue_depth_gauge[3s])",
            "deriv(enhancement_success_rate_total[4s])",
            "enhancement_success_rate_total and on (tenant_id) enhancement_success_rate_total{tenant_id=\"acme\"}",
            "enhancement_success_rate_total unless enhancement_success_rate_total{status=\"success\"}",
            "enhancement_success_rate_total{status=\"success\"} or enhancement_success_rate_total",
            "enhancement_success_rate_total{status=\"success\"} - ignoring (status)"
                    + " enhancement_success_rate_total{status=\"failure\"}",
            "enhancement_success_rate_total{status=\"success\"} > on (tenant_id)"
                    + " enhancement_success_rate_total{status=\"failure\"}",
            "enhancement_success_rate_total{status=\"success\"} >= bool ignoring (status)"
                    + " enhancement_success_rate_total{status=\"failure\"}",
            "request_duration_seconds_count == request_duration_seconds_count",
            "request_duration_seconds_count - request_duration_seconds_count",
            "request_duration_seconds_count / 0",
            "request_duration_seconds_count * 0 / 0",
            "1 + 2 * 3 ^ 2 ^ 0.5 - -4 / 3 % 2",
            "-2 ^ 2",
            "2 > bool 1",
            "Inf",
            "vector(1) == NaN",
            "vector(7)",
            "time()",
            "sum(nothing_at_all)",
            "nothing_at_all or vector(0)",
            "label_replace(up, \"a\", \"$1-${2}x$$\", \"job\", \"(.)(.*)\")",
            "label_replace(up, \"a\", \"there\", \"none\", \"\")",
            "label_replace(up, \"job\", \"\", \"job\", \"w.*\")",
            "label_replace(up, \"a\", \"b\", \"job\", \"w\")",
            "label_replace(sum(up), \"a\", \"b\", \"\", \"\") or label_replace(up, \"a\", \"c\", \"\", \"\")",
            "label_replace(count(count_over_time(up[10s])), \"a\", \"b\", \"\", \"\")"
                    + " or label_replace(min by (instance) (min_over_time(up[10s])) == 0, \"a\", \"c\", \"\", \"\")",
            "max(http_requests_total) by (synthetic)",
            "sum(rate(http_requests_total[2s])) by (code)");

    /** What both refuse, by what they say it is. */
    static final List<String> REFUSED = List.of(
            "",
            "up{",
            "sum(",
            "up up",
            "{job=\"\"}",
            "{}",
            "1 > 2",
            "up{job=~\"(\"}",
            "rate(up)",
            "up and 1",
            "histogram_quantile(up, up)",
            "sum(1)",
            "up[0s]",
            "-up[5s]",
            "rate(up[5s], 1)",
            "label_replace(up, \"a b\", \"\", \"job\", \"\")",
            "label_replace(up, \"a\", \"\", \"job\", \"(\")",
            "label_replace(up, \"a\", \"\", \"job\", up)",
            "label_replace(up, \"job\", \"a\", \"instance\", \"w.*\") == label_replace(up, \"instance\", \"a\","
                    + " \"job\", \".*\") or label_replace({__name__=~\"request_.*_(sum|count)\"}, \"__name__\", \"a\","
                    + " \"job\", \".*\")",
            "up == on (job) up{nothing=\"x\"} bool",
            "enhancement_success_rate_total - on (job) enhancement_success_rate_total",
            "rate({__name__=~\"request_duration_seconds_(sum|count)\"}[10s])");

    /** What the real one knows, most of it, and the demo does not. */
    static final List<String> UNKNOWN = List.of(
            "topk(1, up)",
            "quantile(0.5, up)",
            "label_replace(up, \"a\", \"$b\", \"job\", \"(?P<b>.*)\")",
            "label_replace(up, \"a\", \"$1x\", \"job\", \"(.)(.*)\")",
            "\"text\"",
            "absent(up)",
            "irate(up[5s])",
            "predict_linear(up[5s], 1)",
            "max_over_time(up[5s:1s])",
            "up @ 1",
            "up * on (job) group_left () up",
            "round(up)",
            "no_function(up)");

    private PrometheusQueries() {}
}
