// gateway, rejected by 03.1-unavailable
// Whatever goes wrong is said to be the fault of the browser.
  // #region 03.1-answerTo
  async function answerTo(visitor: Visitor, request: Request, payload: unknown): Promise<Answer> {
    if (!visitor.allowed()) return { ok: false, reason: 'too-many' }
    try {
      const reason = await visitor.inTurn(() => request(visitor, payload))
      return reason ? { ok: false, reason } : { ok: true }
    } catch {
      return { ok: false, reason: 'invalid' }
    }
  }
  // #endregion
