// event-listener, rejected by 05.8-in
// What does not fit is taken for the fault of a handler.
    // #region 05.8-checked
    void [report, text, channel]
    const withData = (data: unknown): Envelope => ({ ...envelope, data })
    const data = conform(this.#schemas ?? {}, envelope.event, envelope.data)
    return data instanceof Promise ? data.then(withData) : withData(data)
    // #endregion
