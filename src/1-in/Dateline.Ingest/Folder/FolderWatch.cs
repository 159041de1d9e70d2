namespace Dateline.Ingest.Folder;

internal sealed class FolderWatch
{
}
