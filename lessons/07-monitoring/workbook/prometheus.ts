import parse from 'parse-prometheus-text-format'

/** One value of a metric. */
export interface Metric {
  readonly name: string
  /** In capitals, for example `GAUGE`. */
  readonly type: string
  readonly labels: ReadonlyMap<string, string>
  readonly value: number
}

const NUMBER = /^(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|[+-]?Inf|NaN)$/i

/**
 * Reads the text format of Prometheus. Stricter than the parser, which skips lines that Prometheus rejects.
 *
 * @returns The metrics, or a sentence that says what is wrong.
 */
export function readMetrics(text: string): Metric[] | string {
  if (!text.endsWith('\n'))
    return 'Prometheus rejects this response: the last line does not end with a line feed.'
  let families: ReturnType<typeof parse>
  try {
    families = parse(text)
  } catch (error) {
    return `Prometheus rejects this response: ${(error as Error).message}`
  }
  const metrics = families.flatMap(({ name, type, metrics: samples }) =>
    samples.map(({ value, labels = {} }) => ({ name, type, labels: new Map(Object.entries(labels)), value })),
  )
  const wrong = metrics.find(({ value }) => !NUMBER.test(value ?? ''))
  if (wrong) return `Prometheus rejects this response: ${wrong.name} has the value ${wrong.value}.`
  const samples = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'))
  if (samples.length !== metrics.length) {
    return `Prometheus rejects this response: it can read only ${metrics.length} of the ${samples.length} lines with a value.`
  }
  const series = metrics.map(({ name, labels }) => JSON.stringify([name, ...[...labels].sort()]))
  const twice = series.find((one, index) => series.indexOf(one) !== index)
  if (twice) return `Prometheus rejects this response: it contains ${twice} twice.`
  return metrics.map((one) => ({ ...one, value: Number(one.value) }))
}
