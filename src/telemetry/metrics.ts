import type { Meter } from '@opentelemetry/api';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';

/** The figures of one hub. */
export interface Metrics {
  readonly meter: Meter;
  /** Every figure as it is now, in the text format of Prometheus (version 0.0.4). */
  text(): Promise<string>;
  close(): Promise<void>;
}

const pushEveryMs = 15_000;

/** Figures that are shown at /metrics, and sent to an OTLP/HTTP collector where one is named. */
export function createMetrics(serviceName: string, otlpUrl: string | null): Metrics {
  const prometheus = new PrometheusExporter({ preventServerStart: true });
  const readers =
    otlpUrl === null
      ? [prometheus]
      : [
          prometheus,
          new PeriodicExportingMetricReader({
            exporter: new OTLPMetricExporter({ url: `${otlpUrl.replace(/\/$/, '')}/v1/metrics` }),
            exportIntervalMillis: pushEveryMs,
          }),
        ];
  const provider = new MeterProvider({
    resource: resourceFromAttributes({ 'service.name': serviceName }),
    readers,
  });
  const serializer = new PrometheusSerializer();
  return {
    meter: provider.getMeter('isthmus'),
    async text() {
      const { resourceMetrics } = await prometheus.collect();
      return serializer.serialize(resourceMetrics);
    },
    close: () => provider.shutdown(),
  };
}
