// event-bus, rejected by 05.1-envelope
// Each bus counts for itself: two that start together make the same IDs in the same millisecond.
    // #region given-emit
    const text = writeEnvelope(event, data, { id: `${Date.now()}-${++this.#count}`, ...options })
    // #endregion

  // #region given-constructor
  readonly #options: BusOptions<object>
  readonly #inFlight = inFlight()
  readonly #inOrder = inOrder()
  #isClosed = false
  #count = 0

  constructor(options: BusOptions<E>) {
    this.#options = options
  }
  // #endregion
