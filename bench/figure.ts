/** What a bench measured, beside its bar. */
export type Figure = { readonly what: string; readonly figure: number; readonly bar: string; readonly holds: boolean }
