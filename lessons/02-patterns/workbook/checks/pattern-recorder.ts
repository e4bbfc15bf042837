import type { CheckContext } from '#shared/checks/check-context.ts'
import type { Recorder } from '#shared/checks/recorder.ts'

/** A handler of patterns that remembers its calls. */
export interface PatternRecorder extends Recorder<string> {
  (message: string, channel: string, pattern: string): void
  /** The patterns that it received, in the order of its calls. */
  readonly patterns: readonly string[]
}

/** Like `context.recorder`, for a handler that also receives the pattern. */
export function patternRecorder(
  context: CheckContext,
  name: string,
  then?: (message: string) => unknown,
): PatternRecorder {
  const inner = context.recorder(name, then)
  const patterns: string[] = []
  const handler = (message: string, channel: string, pattern: string) => {
    patterns.push(pattern)
    return inner(message, channel)
  }
  Object.defineProperties(handler, {
    name: { value: name },
    got: { get: () => inner.got },
    messages: { get: () => inner.messages },
    patterns: { get: () => patterns },
  })
  return handler as PatternRecorder
}
