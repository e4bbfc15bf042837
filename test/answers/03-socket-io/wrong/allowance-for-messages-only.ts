// gateway, rejected by 03.6-flood
// Only send_message has an allowance, so of a flood of joins all are served.
  // #region 03.1-answerTo
  async function answerTo(visitor: Visitor, request: Request, payload: unknown): Promise<Answer> {
    if (request === sendMessage && !visitor.allowed()) return { ok: false, reason: 'too-many' }
    try {
      const reason = await request(visitor, payload)
      return reason ? { ok: false, reason } : { ok: true }
    } catch (error) {
      report({ kind: 'connection', error })
      return { ok: false, reason: 'unavailable' }
    }
  }
  // #endregion
