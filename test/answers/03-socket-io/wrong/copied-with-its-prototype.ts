// requests, rejected by 03.1-invalid
// Object.assign() follows the key "__proto__", so the text is inherited.
// #region 03.1-sendMessage
    if (!isRecord(payload)) return refuse('invalid')
    const { text } = Object.assign({}, payload) as { text?: unknown }
    if (!isText(text, MAX_TEXT)) return refuse('invalid')
    await pubsub.publishJson(channels.broadcast, newMessage(socket, text))
    return OK
// #endregion
