using Dateline.App.Settings;
using Dateline.Store;

namespace Dateline.App.Serving;

/// <summary>Opens the store that the settings name, or says in a sentence why it can't be.</summary>
internal static class OpenedStore
{
    internal static NewsStore? Open(ServerSettings settings) => Try(settings, NewsStore.Open);

    /// <summary>Opens it to be read only, beside a running server or without one.</summary>
    internal static StoreReader? Read(ServerSettings settings) => Try(settings, StoreReader.Open);

    /// <summary>What the settings say of the store.</summary>
    internal static StoreOptions Options(ServerSettings settings) => new() { Folder = settings.DataFolder, Postgres = settings.Database, KillFolder = settings.KillFolder };

    private static T? Try<T>(ServerSettings settings, Func<StoreOptions, T> open) where T : class
    {
        try
        {
            return open(Options(settings));
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
