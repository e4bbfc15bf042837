// gateway, rejected by 03.6-flood
// All tabs of a user share an allowance, so that one of them takes it from the others.
  // #region 03.1-answerTo
  const allowances = new Map<string, Allowance>()
  async function answerTo(visitor: Visitor, request: Request, payload: unknown): Promise<Answer> {
    const { id } = visitor.socket.data.user
    const allowed = allowances.get(id) ?? allowance()
    allowances.set(id, allowed)
    if (!allowed()) return { ok: false, reason: 'too-many' }
    try {
      const reason = await request(visitor, payload)
      return reason ? { ok: false, reason } : { ok: true }
    } catch (error) {
      report({ kind: 'connection', error })
      return { ok: false, reason: 'unavailable' }
    }
  }
  // #endregion
