// gateway, rejected by 03.3-acknowledged
// A socket that asks again is in the list already, so it is told "ok" before Redis has confirmed.
  // #region 03.1-answerTo
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
  const asked = new WeakMap<ChatSocket, Set<string>>()
  // #endregion

  // #region 03.3-joinRoom
    const room = readRoom(payload)
    if (room === undefined) return 'invalid'
    const before = asked.get(socket) ?? new Set<string>()
    asked.set(socket, before)
    if (before.has(room)) return undefined
    before.add(room)
    if (!(await mayEnter(socket.data.user, room))) return 'forbidden'
    return (await rooms.join(socket, room)) ? undefined : 'not-joined'
  // #endregion
