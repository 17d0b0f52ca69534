import { onBeforeUnmount, ref, watch, type Ref } from 'vue';
import { useHistory } from './history.ts';

/** Every key stroke would ask the till; a short pause asks once. */
const pauseMs = 150;

/** The list of the history, which follows what is typed after a pause. */
export interface FollowingList {
  /** The row that Enter opens. */
  readonly marked: Ref<number>;
  /** Brings the list up to what is typed. Answers false if it can't be, or if something else was typed meanwhile. */
  catchUp(): Promise<boolean>;
}

/** `changed` hears at once that another search or filter was chosen: what belongs to the old list is over. */
export function useFollowingList(changed: () => void): FollowingList {
  const history = useHistory();
  const marked = ref(0);
  let timer = 0;

  function search(): Promise<boolean> {
    window.clearTimeout(timer);
    marked.value = 0;
    return history.load();
  }

  watch([() => history.search, () => history.filter], () => {
    changed();
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void search(), pauseMs);
  });
  onBeforeUnmount(() => window.clearTimeout(timer));

  async function catchUp(): Promise<boolean> {
    return history.isCurrent() || search();
  }

  return { marked, catchUp };
}
