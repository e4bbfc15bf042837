// receiver, rejected by 05.3-throws
// A try without await catches exceptions, but no rejections.
    // #region 05.3-guarded
    try {
      void handler(event.data as never, event as never)
    } catch (error) {
      this.#options.report({ kind: 'handler', error, channel })
    }
    // #endregion
