using Dateline.App.Serving;
using Dateline.App.Settings;
using Dateline.Store;

namespace Dateline.App.Doctoring;

/// <summary>
/// Looks a set-up over before it is trusted, beside a running server or without one, and changes nothing: the machine, the store, what keeps it safe, and the
/// way to it. A check that can't be made is a finding too.
/// </summary>
internal static class Doctor
{
    /// <summary>Everything in order.</summary>
    /// <param name="settings">The set-up.</param>
    /// <param name="time">The clock.</param>
    /// <param name="isThorough">Whether to read the database file whole, which takes its time.</param>
    /// <param name="stop">Breaks it off.</param>
    internal static async Task<IReadOnlyList<Finding>> ExamineAsync(ServerSettings settings, TimeProvider time, bool isThorough = true, CancellationToken stop = default)
    {
        var findings = new List<Finding> { Finding.Ok("settings", "said", settings.ToString()) };
        findings.AddRange(Try("data-folder", () => MachineChecks.Folder(settings)));
        findings.AddRange(Try("clock", () => MachineChecks.Clock(time)));
        var runs = StoreChecks.IsLocked(settings.DataFolder);
        findings.AddRange(await TryAsync("urls", () => NetworkChecks.UrlsAsync(settings, runs, stop)));
        findings.AddRange(Try("certificate", () => NetworkChecks.Certificate(settings, time)));
        findings.AddRange(await TryAsync("site-url", () => NetworkChecks.SiteUrlAsync(settings, stop)));
        findings.AddRange(await TryAsync("sign-in", () => SignInChecks.AllAsync(settings, time, stop)));
        findings.AddRange(Try("store", () => Store(settings, time, isThorough)));
        findings.AddRange(Try("keys", () => KeepingChecks.Keys(settings)));
        findings.AddRange(Try("kill-journal", () => KeepingChecks.Journal(settings)));
        findings.AddRange(Try("backup", () => KeepingChecks.Backups(settings, time)));
        return findings;
    }

    private static IEnumerable<Finding> Store(ServerSettings settings, TimeProvider time, bool isThorough)
    {
        StoreReader store;
        try
        {
            store = StoreReader.Open(OpenedStore.Options(settings));
        }
        catch (StoreException none) when (none.Code == "store-missing")
        {
            return [Finding.Warn("store-missing", "store-missing")];
        }
        catch (StoreException other)
        {
            return [Finding.Fail(other.Code, "other-build", other.Message)];
        }
        using (store) return [.. StoreChecks.All(store, settings, time, isThorough)];
    }

    private static List<Finding> Try(string code, Func<IEnumerable<Finding>> check)
    {
        try { return [.. check()]; }
        catch (Exception e) when (IsOfTheWorld(e)) { return [CantTell(code, e)]; }
    }

    private static async Task<IReadOnlyList<Finding>> TryAsync(string code, Func<Task<IReadOnlyList<Finding>>> check)
    {
        try { return await check(); }
        catch (Exception e) when (IsOfTheWorld(e)) { return [CantTell(code, e)]; }
    }

    private static Finding CantTell(string code, Exception e) => Finding.Fail(code, "cant-tell", e.Message);

    private static bool IsOfTheWorld(Exception e) => e is IOException or UnauthorizedAccessException or System.Data.Common.DbException or StoreException or System.Net.Sockets.SocketException or System.Security.Cryptography.CryptographicException or FormatException;
}
