// receiver, rejected by 05.2-reported-once
// A malformed message is reported once for each handler.
    // #region given-take
    take(text: string, channel: string, handlers: Iterable<AnyHandler>): void | Promise<void> {
      const [envelope] = [...handlers].map(() => this.#read(text, channel))
      if (!envelope || this.#isRepeated(envelope)) return
      return this.#hand(handlers, this.calls.of(envelope, text, channel))
    }
    // #endregion
