// events
// Events are instances of a class, and their fields have no prototype.
  // #region given-readEvent
  const { id, userId, version } = readFields(payload)
  if (!isText(id) || !isText(userId)) throw new TypeError('An event needs the strings id and userId.')
  checkVersion(version)
  return new Registered(id, userId)
  // #endregion

  // #region given-readFields
  const value: unknown = JSON.parse(payload)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('The payload is not a JSON object.')
  return Object.assign(Object.create(null), value)
  // #endregion

// #region given-isText
class Registered implements UserRegistered {
  readonly id: string
  readonly userId: string
  readonly registeredAt = new Date().toISOString()

  constructor(id: string, userId: string) {
    this.id = id
    this.userId = userId
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
// #endregion
