using Dateline.App.Settings;
using Dateline.Store;

namespace Dateline.App.Serving;

/// <summary>Opens the store that the settings name, or says in a sentence why it can't be.</summary>
internal static class OpenedStore
{
    internal static NewsStore? Open(ServerSettings settings)
    {
        try
        {
            return NewsStore.Open(new StoreOptions { Folder = settings.DataFolder, Postgres = settings.Database });
        }
        catch (StoreException refused)
        {
            Console.Error.WriteLine($"dateline: {refused.Message} [{refused.Code}]");
        }
        catch (Exception broken) when (broken is System.Data.Common.DbException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"dateline: the store can't be opened: {broken.Message} Nothing was changed. Check --data{(settings.Database is null ? "" : " and the database")}, or run `dateline doctor`.");
        }
        return null;
    }
}
