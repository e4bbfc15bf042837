/** The events that most checks send. */
export const CREATED = 'order:created'
export const SHIPPED = 'order:shipped'
