// consumer.ts, rejected by 06.2-unconfirmed
// The entry counts as done before Redis replies, and nothing handles the rejection of acknowledge().
  // #region 06.2-processOne
    try {
      await handle(entry)
    } catch (error) {
      return failed(entry, error)
    }
    void commands.acknowledge(entry.id)
  // #endregion
