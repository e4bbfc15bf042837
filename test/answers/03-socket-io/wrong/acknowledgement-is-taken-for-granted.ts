// gateway, rejected by 03.1-invalid
// A browser may leave the acknowledgement out.
    // #region 03.1-answering
    return (payload, acknowledge) => {
      void answerTo(visitor, request, payload).then((answer) => (acknowledge as Acknowledge)(answer))
    }
    // #endregion
