// gateway, rejected by 03.1-invalid
// A browser that sends nothing but an acknowledgement gets no answer.
    // #region 03.1-answering
    return (payload, acknowledge) => {
      void answerTo(visitor, request, payload).then((answer) => {
        if (typeof acknowledge === 'function') acknowledge(answer)
      })
    }
    // #endregion
