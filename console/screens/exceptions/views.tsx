import { ActionIcon, Button, Group, Menu, Modal, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBookmark, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useMe } from '../../client/rights.ts';
import { Copy } from '../../parts/copy.tsx';
import { words } from '../../words/exceptions.ts';
import { saveViews, savedViews, type View } from './view.ts';

const usual: readonly View[] = [
  { name: words.views.mine, search: '?mine=1' },
  { name: words.views.worst, search: '?severity=CRITICAL&severity=HIGH' },
  { name: words.views.old, search: '?olderThanMs=86400000' },
];

/** Views of the list by name: some that everybody has, and those that the person has saved in this browser; each is a link. */
export function Views() {
  const { search } = useLocation();
  const navigate = useNavigate();
  const { id: me } = useMe();
  const [saved, setSaved] = useState(() => savedViews(me));
  const change = (views: readonly View[]): void => {
    saveViews(me, views);
    setSaved(views);
  };
  const [opened, { open, close }] = useDisclosure(false);
  const [name, setName] = useState('');
  const go = (view: View): void => void navigate(`/exceptions${view.search}`);
  const save = (): void => {
    change([...saved.filter((view) => view.name !== name.trim()), { name: name.trim(), search }]);
    setName('');
    close();
  };
  return (
    <>
      <Menu position="bottom-end" width={300}>
        <Menu.Target>
          <Button size="xs" variant="default" leftSection={<IconBookmark size={14} />}>
            {words.views.title}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {usual.map((view) => (
            <Menu.Item key={view.name} onClick={() => go(view)}>
              {view.name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          {saved.map((view) => (
            <Menu.Item key={view.name} onClick={() => go(view)}>
              {view.name}
            </Menu.Item>
          ))}
          <Menu.Item onClick={open}>{words.views.manage}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={opened}
        onClose={close}
        title={words.views.manage}
        closeButtonProps={{ 'aria-label': words.close }}
      >
        <Stack>
          {saved.map((view) => (
            <Group key={view.name} justify="space-between" wrap="nowrap">
              <span>{view.name}</span>
              <Group gap={4} wrap="nowrap">
                <Copy
                  text={`${location.origin}/exceptions${view.search}`}
                  what={words.views.link(view.name)}
                />
                <ActionIcon
                  size="sm"
                  variant="subtle"
                  color="gray"
                  aria-label={words.views.remove(view.name)}
                  onClick={() => change(saved.filter((each) => each !== view))}
                >
                  <IconTrash size={14} />
                </ActionIcon>
              </Group>
            </Group>
          ))}
          <form
            onSubmit={(event) => {
              event.preventDefault();
              save();
            }}
          >
            <Group align="flex-end">
              <TextInput
                label={words.views.name}
                description={words.views.nameHint}
                value={name}
                maxLength={60}
                onChange={(event) => setName(event.currentTarget.value)}
                data-autofocus
                style={{ flex: 1 }}
              />
              <Button type="submit" disabled={name.trim() === ''}>
                {words.views.save}
              </Button>
            </Group>
          </form>
        </Stack>
      </Modal>
    </>
  );
}
