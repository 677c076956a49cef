package io.prodgate.system.grafana;

/**
 * What a panel's queries gave.
 *
 * @param values how many values there are, times and nothings not counted
 * @param error what a data source or Grafana says is wrong, or empty
 */
public record PanelData(int values, String error) {}
