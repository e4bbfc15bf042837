// node-redis, rejected by 06.3-crashed
// With the id 0 a consumer gets what is pending of itself, and nothing of one that is gone.
  // #region 06.3-takeOver
    const reply = await commands.xReadGroup(group, name, { key: stream, id: '0' }, { COUNT: PAGE })
    if (!closing) await work(entriesOf(reply))
  // #endregion
