import parse from 'parse-prometheus-text-format'

/** One figure. */
export interface Metric {
  readonly name: string
  /** In capitals, for example `GAUGE`. */
  readonly type: string
  readonly labels: ReadonlyMap<string, string>
  readonly value: number
}

const NUMBER = /^(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|[+-]?Inf|NaN)$/i

/**
 * Reads the text format of Prometheus, and is stricter than the parser alone: it passes over lines that Prometheus
 * refuses.
 *
 * @returns What is in it, or a sentence that says what is wrong.
 */
export function readMetrics(text: string): Metric[] | string {
  if (!text.endsWith('\n')) return 'Prometheus refuses this text: the last line has no end.'
  let families: ReturnType<typeof parse>
  try {
    families = parse(text)
  } catch (error) {
    return `Prometheus refuses this text: ${(error as Error).message}`
  }
  const metrics = families.flatMap(({ name, type, metrics: samples }) =>
    samples.map(({ value, labels = {} }) => ({ name, type, labels: new Map(Object.entries(labels)), value })),
  )
  const wrong = metrics.find(({ value }) => !NUMBER.test(value ?? ''))
  if (wrong) return `Prometheus refuses this text: ${wrong.name} has the value ${wrong.value}.`
  const samples = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'))
  if (samples.length !== metrics.length) {
    return `Prometheus refuses this text: of ${samples.length} lines with a figure only ${metrics.length} can be read.`
  }
  const series = metrics.map(({ name, labels }) => JSON.stringify([name, ...[...labels].sort()]))
  const twice = series.find((one, index) => series.indexOf(one) !== index)
  if (twice) return `Prometheus refuses this text: this stands in it twice: ${twice}`
  return metrics.map((one) => ({ ...one, value: Number(one.value) }))
}
