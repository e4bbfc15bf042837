// gateway, rejected by 03.6-flood
// What is invalid is not counted, so a flood of it is answered in full.
  // #region 03.1-answerTo
  async function answerTo(visitor: Visitor, request: Request, payload: unknown): Promise<Answer> {
    try {
      if (readText(payload) === undefined && readRoom(payload) === undefined) return { ok: false, reason: 'invalid' }
      if (!visitor.allowed()) return { ok: false, reason: 'too-many' }
      const reason = await request(visitor, payload)
      return reason ? { ok: false, reason } : { ok: true }
    } catch (error) {
      report({ kind: 'connection', error })
      return { ok: false, reason: 'unavailable' }
    }
  }
  // #endregion
