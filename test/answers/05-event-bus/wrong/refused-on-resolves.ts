// event-listener, rejected by 05.9-refused and 05.9-by-redis
// A refusal is reported, and on() resolves.
    // #region given-on
    await this.#add(this.#channels, channel, handler, () => pubsub.subscribe(channel, this.#deliver)).catch(
      (error: unknown) => this.#options.report({ kind: 'connection', error }),
    )
    // #endregion
