import type { StoredResource } from '../../life/stored-resource.ts';

/** A resource as it was before a change, and who made the change. */
export interface Image {
  /** When the change was made, ISO 8601. */
  readonly at: string;
  /** The id of the credential. Absent: unknown. */
  readonly by?: string;
  readonly before: StoredResource;
}

/** Something that was lost otherwise than by a soft delete: an overwritten person, a removed group. */
export interface LossEntry {
  readonly at: string;
  readonly type: string;
  readonly id: string;
  /** When the resource was created. */
  readonly created: string;
}

/** Who writes down what was there, from the table's stream. Everything is kept for the retention. */
export interface ImageWriter {
  /**
   * Keeps the first image of each resource and hour; of one that was lost (`isLoss`), the first of
   * the hour, too, where another change came before it. In their order, and as often as they come.
   * 1 write each.
   */
  keep(images: readonly (Image & { readonly isLoss: boolean })[], days: number): Promise<void>;
  addLosses(losses: readonly LossEntry[], days: number): Promise<void>;
  /** Removes all images of a resource. */
  forgetImages(id: string): Promise<void>;
}

/** Who looks at what was there. Strongly consistent. */
export interface ImageReader {
  /** The images of a resource from a moment on, oldest first. */
  imagesOf(id: string, from: string): Promise<readonly Image[]>;
  /** What was lost from a moment on, oldest first. */
  listLosses(from: string): Promise<readonly LossEntry[]>;
}

/** What an erasure needs of it. */
export type ImageStore = ImageReader & Pick<ImageWriter, 'forgetImages'>;
