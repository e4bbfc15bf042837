// event-bus, rejected by 05.1-envelope
// Each bus counts for itself: two that start together make the same IDs in the same millisecond.
    // #region 05.1-emit
    const { id = `${Date.now()}-${++this.#count}`, key } = options
    const text = writeEnvelope({ id, event, timestamp: new Date().toISOString(), key, data })
    // #endregion

  // #region given-constructor
  readonly #sender: Sender
  #count = 0

  constructor(options: BusOptions<E>) {
    this.#sender = new Sender(options)
  }
  // #endregion
