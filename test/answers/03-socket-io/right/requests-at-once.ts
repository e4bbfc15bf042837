// gateway
// Only joins and leaves are in turn; a message does not wait for the one before it. And each wait has a limit.
  // #region 03.1-answerTo
  async function answerTo(visitor: Visitor, request: Request, payload: unknown): Promise<Answer> {
    if (!visitor.allowed()) return { ok: false, reason: 'too-many' }
    const limit = new AbortController()
    const late = delay(1500, undefined, { ref: false, signal: limit.signal }).then(
      () => Promise.reject(new Error('no reply')),
      () => undefined,
    )
    try {
      const reason = await Promise.race([request(visitor, payload), late])
      return reason ? { ok: false, reason } : { ok: true }
    } catch (error) {
      report({ kind: 'connection', error })
      return { ok: false, reason: 'unavailable' }
    } finally {
      limit.abort()
    }
  }
  // #endregion

  // #region 03.3-joinRoom
    const room = readRoom(payload)
    if (room === undefined) return 'invalid'
    const { inTurn } = [...visitors].find((visitor) => visitor.socket === socket) ?? { inTurn: queue() }
    return inTurn(async () => {
      if (!(await mayEnter(socket.data.user, room))) return 'forbidden'
      return (await rooms.join(socket, room)) ? undefined : 'not-joined'
    })
  // #endregion

  // #region 03.3-leaveRoom
    const room = readRoom(payload)
    if (room === undefined) return 'invalid'
    const { inTurn } = [...visitors].find((visitor) => visitor.socket === socket) ?? { inTurn: queue() }
    await inTurn(() => rooms.leave(socket, room))
    return undefined
  // #endregion
