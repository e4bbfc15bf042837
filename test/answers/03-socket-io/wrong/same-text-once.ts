// gateway, rejected by 03.1-listening
// The same text again is taken for a copy of the first one.
  // #region 03.1-onBroadcast
    if (payload === lastPayload) return
    lastPayload = payload
    const message = read(payload, channel, readMessage)
    if (message) here().emit('message', message)
  // #endregion
  // #region 03.2-whoIs
  let lastPayload = ''
  async function whoIs(socket: ChatSocket): Promise<User | undefined> {
    try {
      return await options.identify(socket.handshake)
    } catch (error) {
      report({ kind: 'handler', error, channel: notifications })
      return undefined
    }
  }
  // #endregion
