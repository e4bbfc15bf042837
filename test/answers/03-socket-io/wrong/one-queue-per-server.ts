// gateway, rejected by 03.6-asks-first
// There is one queue for all sockets: while mayJoin() is open for one of them, all others wait.
  // #region 03.3-joinRoom
    const room = readRoom(payload)
    if (room === undefined) return 'invalid'
    return everybodyInTurn(async () => {
      if (!(await mayEnter(socket.data.user, room))) return 'forbidden'
      return (await rooms.join(socket, room)) ? undefined : 'not-joined'
    })
  // #endregion
  // #region 03.3-leaveRoom
    const room = readRoom(payload)
    if (room === undefined) return 'invalid'
    await everybodyInTurn(() => rooms.leave(socket, room))
    return undefined
  // #endregion
  // #region 03.1-answerTo
  const everybodyInTurn = queue()
  async function answerTo(visitor: Visitor, request: Request, payload: unknown): Promise<Answer> {
    if (!visitor.allowed()) return { ok: false, reason: 'too-many' }
    try {
      const reason = await request(visitor, payload)
      return reason ? { ok: false, reason } : { ok: true }
    } catch (error) {
      report({ kind: 'connection', error })
      return { ok: false, reason: 'unavailable' }
    }
  }
  // #endregion
