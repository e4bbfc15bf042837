// node-redis, rejected by 06.2-from-the-start
// What is done is deleted from the stream, and no other group gets it.
  // #region 06.2-workOn
    try {
      await handle(entry)
      acknowledge(entry.id)
      await commands.xDel(stream, entry.id)
    } catch (error) {
      await failed(entry, error)
    }
  // #endregion
