// gateway, rejected by 03.1-published
// One socket waits for Redis, and all others of the server wait for that socket.
  // #region 03.1-answerTo
  const everybodyInTurn = queue()
  async function answerTo(visitor: Visitor, request: Request, payload: unknown): Promise<Answer> {
    if (!visitor.allowed()) return { ok: false, reason: 'too-many' }
    try {
      const reason = await everybodyInTurn(() => request(visitor, payload))
      return reason ? { ok: false, reason } : { ok: true }
    } catch (error) {
      report({ kind: 'connection', error })
      return { ok: false, reason: 'unavailable' }
    }
  }
  // #endregion
