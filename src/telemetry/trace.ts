import { createHash } from 'node:crypto';
import {
  type Attributes,
  type Context,
  context,
  type Link,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
} from '@opentelemetry/api';

export { SpanKind };

/** Whether spans are recorded in this process: without a collector everything here costs one comparison. */
let recording = false;

/** Called once tracing has started, and when it has ended. */
export function recordSpans(on: boolean): void {
  recording = on;
}

/** Whether spans are recorded. */
export const recordsSpans = (): boolean => recording;

export interface SpanOptions {
  readonly kind?: SpanKind;
  /** Names, counts and states; never a value of a record, a document or a parameter. */
  readonly attributes?: Attributes;
  /** The correlation ids of what is worked on: with one, the span is part of that id's trace, with several it is linked to each. */
  readonly causes?: readonly string[];
  /** Where the span belongs; omitted: to what is under way. */
  readonly parent?: Context;
}

const hex = /^[0-9a-f]+$/;

/**
 * The trace of everything that comes of one cause: its ids follow from the correlation id, so that every process, and every later step of
 * the same cause, finds the same trace without being told.
 */
export function causeContext(correlationId: string): Context {
  const digest = createHash('sha256').update(correlationId).digest('hex');
  const [traceId, spanId] = [digest.slice(0, 32), digest.slice(32, 48)];
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId,
    traceFlags: TraceFlags.SAMPLED,
    isRemote: true,
  });
}

/** Where the sender of a request says that it belongs (W3C Trace Context). */
export function contextOfHeaders(headers: Readonly<Record<string, unknown>>): Context {
  return propagation.extract(ROOT_CONTEXT, headers);
}

/** The headers that tell a called system what the call belongs to; none while nothing is recorded. */
export function traceHeaders(): Record<string, string> {
  const headers: Record<string, string> = {};
  if (recording) propagation.inject(context.active(), headers);
  return headers;
}

/** The trace that is under way, for log lines; undefined where there is none. */
export function currentTrace(): string | undefined {
  if (!recording) return undefined;
  const id = trace.getActiveSpan()?.spanContext().traceId;
  return id && hex.test(id) ? id : undefined;
}

/** Starts a span that its caller ends; undefined while nothing is recorded. */
export function startSpan(
  name: string,
  { kind = SpanKind.INTERNAL, attributes, causes = [], parent }: SpanOptions = {},
): Span | undefined {
  if (!recording) return undefined;
  const [first] = causes;
  const single = first !== undefined && causes.every((each) => each === first);
  const links = single ? [] : [...new Set(causes)].slice(0, 100).flatMap(linkTo);
  const place = parent ?? (single ? causeContext(first) : context.active());
  const told = single ? { ...attributes, 'isthmus.correlation_id': first } : attributes;
  return trace.getTracer('isthmus').startSpan(name, { kind, attributes: told, links }, place);
}

function linkTo(correlationId: string): Link[] {
  const spanContext = trace.getSpanContext(causeContext(correlationId));
  return spanContext
    ? [{ context: spanContext, attributes: { 'isthmus.correlation_id': correlationId } }]
    : [];
}

/** Does `work` with a span as what is under way. */
export function within<T>(span: Span, work: () => T): T {
  return context.with(trace.setSpan(context.active(), span), work);
}

/** Ends a span as failed. Of the error only its code or name is told: its message may quote data. */
export function failSpan(span: Span, error: unknown): void {
  const { code, name } = (error ?? {}) as { readonly code?: unknown; readonly name?: unknown };
  const word = typeof code === 'string' ? code : typeof name === 'string' ? name : 'error';
  span.setAttribute('error.type', word);
  span.setStatus({ code: SpanStatusCode.ERROR, message: word });
  span.end();
}

/** Does `work` inside a span, which ends with it. */
export function spanned<T>(name: string, options: SpanOptions, work: () => T): T {
  const span = startSpan(name, options);
  if (!span) return work();
  const settle = (failed?: unknown): void => {
    if (failed === undefined) span.end();
    else failSpan(span, failed);
  };
  try {
    const result = within(span, work);
    if (result instanceof Promise)
      return result.then(
        (value: unknown) => {
          settle();
          return value;
        },
        (error: unknown) => {
          settle(error ?? 'error');
          throw error;
        },
      ) as T;
    settle();
    return result;
  } catch (error) {
    settle(error ?? 'error');
    throw error;
  }
}
