import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { recordSpans } from './trace.ts';

export interface TracingOptions {
  /** An OTLP/HTTP collector: traces go to `<url>/v1/traces`. */
  readonly otlpUrl: string;
  readonly serviceName: string;
  /** The share of traces that are recorded, 0 to 1; every process decides alike for one trace. */
  readonly sampleRatio: number;
}

/** Records spans of this process and sends them to a collector. Returns what sends the rest and ends it. */
export function startTracing({ otlpUrl, serviceName, sampleRatio }: TracingOptions): () => Promise<void> {
  const ratio = new TraceIdRatioBasedSampler(sampleRatio);
  const provider = new TracerProvider({
    // Only what we name ourselves: detectors would tell the user, the host and the command line.
    resource: resourceFromAttributes({ 'service.name': serviceName }),
    sampler: new ParentBasedSampler({ root: ratio, remoteParentSampled: ratio }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter({ url: `${otlpUrl.replace(/\/$/, '')}/v1/traces` }),
      }),
    ],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  recordSpans(true);
  return async () => {
    recordSpans(false);
    await provider.shutdown();
    trace.disable();
    propagation.disable();
    context.disable();
  };
}
