/** A package ready to be published. */
export interface Made {
  readonly name: string;
  /** As its registry spells it. */
  readonly version: string;
  /** The sources it was made of. */
  readonly stage: string;
  /** The files made of them. */
  readonly out: string;
}
