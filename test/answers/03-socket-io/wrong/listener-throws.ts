// gateway, rejected by 03.1-invalid
// The payload is taken apart in the listener itself, which Socket.IO does not guard.
    // #region 03.1-answering
    return (...args) => {
      const { text } = args[0] as { text?: unknown }
      const last = args.at(-1)
      const acknowledge = typeof last === 'function' ? (last as Acknowledge) : () => {}
      void text
      void answerTo(visitor, request, args[0]).then(acknowledge)
    }
    // #endregion
