declare module 'parse-prometheus-text-format' {
  /** A metric with all of its figures. */
  interface Family {
    readonly name: string
    readonly help: string
    /** In capitals, for example `GAUGE`. */
    readonly type: string
    readonly metrics: readonly {
      readonly value: string
      readonly labels?: Readonly<Record<string, string>>
    }[]
  }

  /** Reads the text format of Prometheus. Throws for some of what Prometheus refuses. */
  export default function parse(text: string): Family[]
}
