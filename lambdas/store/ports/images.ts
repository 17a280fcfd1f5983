import type { StoredResource } from '../../life/stored-resource.ts';

/** A resource as it was before a change, and who made the change. */
export interface Image {
  /** When the change was made, ISO 8601. */
  readonly at: string;
  /** The id of the credential. Absent: unknown. */
  readonly by?: string;
  readonly before: StoredResource;
}

/** Members that came and went, by their ids: those that this service gives, and no others. */
export interface Moved {
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
}

/** What one change did to the members of a group. */
export interface MembersChange extends Moved {
  /** When it was made, ISO 8601. */
  readonly at: string;
  /** The id of the credential. Absent: unknown. */
  readonly by?: string;
  /** The version of the group that it made. */
  readonly version: number;
  /** All members of this generation went, before others came. */
  readonly emptied?: number;
  /** A change of many is these of its parts, from `from` up to and without `to`. */
  readonly parts?: { readonly change: string; readonly from: number; readonly to: number };
}

/** The same as it is read: `all` are those who went where all did. */
export interface MembersMoved extends Pick<MembersChange, 'at' | 'by' | 'version'>, Required<Moved> {
  readonly all?: readonly string[];
}

/** A part of a change of many members. */
export interface KeptPart extends Required<Moved> {
  readonly change: string;
  readonly part: number;
}

/** Members of a generation that has ended. */
export interface EarlierMembers {
  readonly generation: number;
  readonly ids: readonly string[];
}

/** What tells about members of a group, by its id: a part of a change of many, or a member of earlier. */
export type BesideGroup = { readonly group: string } & (
  { readonly part: KeptPart } | { readonly earlier: EarlierMembers }
);

/** What happened to the members of one group. */
export interface MembersHistory {
  readonly group: string;
  readonly changes: readonly MembersChange[];
  readonly parts: readonly KeptPart[];
  readonly earlier: readonly EarlierMembers[];
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
  /**
   * Keeps what happened to the members of groups, as often as it comes. 1 WRU for each KB of ids, and
   * group.
   */
  keepMembers(histories: readonly MembersHistory[], now: string, days: number): Promise<void>;
  addLosses(losses: readonly LossEntry[], days: number): Promise<void>;
  /** Removes all images of a resource. */
  forgetImages(id: string): Promise<void>;
}

/** Who looks at what was there. Strongly consistent. */
export interface ImageReader {
  /** The images of a resource from a moment on, oldest first. */
  imagesOf(id: string, from: string): Promise<readonly Image[]>;
  /** What changes did to the members of a group from a moment on, oldest first. */
  membersMoved(type: string, id: string, from: string): Promise<readonly MembersMoved[]>;
  /** What was lost from a moment on, oldest first. */
  listLosses(from: string): Promise<readonly LossEntry[]>;
}

/** What an erasure needs of it. */
export type ImageStore = ImageReader & Pick<ImageWriter, 'forgetImages'>;
