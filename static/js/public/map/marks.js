// Layers of marks: what they tell of the features that other layers draw.

/** @type {Record<string, Map<string, Award[]>>} */
let honours = { projects: new Map(), contributions: new Map() };

/**
 * Which awards honour what, from the awards' layer.
 * @param {Collection<Award>} collection
 */
function setAwards(collection) {
  honours = { projects: new Map(), contributions: new Map() };
  for (const { properties } of collection.features) {
    for (const what of /** @type {const} */ (["projects", "contributions"])) {
      for (const code of properties[what]) {
        honours[what].set(code, [...(honours[what].get(code) ?? []), properties]);
      }
    }
  }
}

/** @type {Map<string, string>} */
let changes = new Map();

/**
 * The day of the newest fact of what changed lately, from its layer.
 * @param {Collection<{ changed_on: string }>} collection
 */
function setChanges(collection) {
  changes = new Map(collection.features.map(({ id, properties }) => [id, properties.changed_on]));
}

/**
 * What each layer of marks tells of the features that others draw.
 * @type {Record<string, (collection: Collection<any>) => void>}
 */
const MARKS = { awards: setAwards, changed: setChanges };

/**
 * @param {string} name
 * @param {Collection<any>} collection
 */
export const setMark = (name, collection) => MARKS[name](collection);

/**
 * The awards that honour a feature.
 * @param {string} kind
 * @param {string} id
 */
export const honoursOf = (kind, id) => honours[kind].get(id) ?? [];

/**
 * A feature's properties, with the day of its newest fact where that is of late.
 * @param {Feature<any>} feature
 */
export const withChange = ({ id, properties }) => ({ ...properties, changed_on: changes.get(id) ?? null });
