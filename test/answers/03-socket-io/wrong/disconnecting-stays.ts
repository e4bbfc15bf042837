// gateway, rejected by 03.4-close
// A listener for another event stays on the socket.
  // #region 03.1-answerTo
  async function answerTo(visitor: Visitor, request: Request, payload: unknown): Promise<Answer> {
    if (!visitor.allowed()) return { ok: false, reason: 'too-many' }
    visitor.socket.once('disconnecting', () => void rooms.leaveAll(visitor.socket))
    try {
      const reason = await request(visitor, payload)
      return reason ? { ok: false, reason } : { ok: true }
    } catch (error) {
      report({ kind: 'connection', error })
      return { ok: false, reason: 'unavailable' }
    }
  }
  // #endregion
