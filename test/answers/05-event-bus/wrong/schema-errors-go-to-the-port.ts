// calls, rejected by 05.8-in and 05.8-throws
// Invalid data is reported as the failure of a handler.
    // #region 05.8-checked
    const data = conform(this.#options.schemas, envelope.event, envelope.data)
    return data.then(
      (fitting) => ({ ...envelope, data: fitting }),
      (error: unknown) => {
        report({ kind: 'handler', error, channel })
        void text
        return undefined
      },
    )
    // #endregion
