using Dateline.App.Settings;
using Dateline.News;
using Dateline.Newsroom;
using Dateline.Store;
using Dateline.Store.Backups;

namespace Dateline.App.Serving;

/// <summary>Backups from a screen: the same as <c>dateline backup</c> makes, into the folder that the settings name, beside those who work. Each is in the audit, how it ended too.</summary>
internal sealed class BackupDesk(NewsStore store, ServerSettings settings) : IBackups
{
    private readonly Lock _gate = new();
    private BackupRun? _run;

    public string Folder => settings.BackupFolder;

    public BackupRun? Run { get { lock (_gate) return _run; } }

    public IReadOnlyList<BackupRow> All() => [.. KeptBackup.In(Folder).Select(b => new BackupRow(b.Name, b.Made, b.Bytes))];

    public Refusal? Make(string by) => Begin(new(false, by, store.Clock.Now()), progress =>
    {
        using var reader = StoreReader.Open(OpenedStore.Options(settings));
        var made = StoreBackup.Make(reader, Folder, more: settings.ConfigFile is { } file ? [file] : [], progress: progress);
        return (Path.GetFileName(made.Folder), null);
    });

    public Refusal? Check(string name, string by) => !KeptBackup.In(Folder).Any(b => b.Name == name)
        ? new Refusal("unknown", "There is no such backup. Nothing was done. Load the list again.")
        : Begin(new(true, by, store.Clock.Now()) { Name = name }, progress =>
        {
            var (_, problems) = BackupCheck.Check(Path.Combine(Folder, name), progress);
            return (name, problems.Count == 0 ? null : new Refusal("backup-unsound", $"It is not as it was written: {problems[0].Place}: {problems[0].Message}{(problems.Count > 1 ? $" And {problems.Count - 1} more." : "")} Do not rely on it. Make another, and look at the disk."));
        });

    private Refusal? Begin(BackupRun run, Func<IProgress<string>, (string Name, Refusal? Failed)> work)
    {
        lock (_gate)
        {
            if (_run is { Ended: null }) return new("backup-running", "A backup is being made or checked. Nothing was begun. Wait for it.");
            _run = run;
        }
        _ = Task.Run(() => DoAsync(run, work));
        return null;
    }

    private async Task DoAsync(BackupRun run, Func<IProgress<string>, (string Name, Refusal? Failed)> work)
    {
        var (name, failed) = (run.Name, (Refusal?)null);
        try
        {
            (name, failed) = work(new Steps(this));
        }
        catch (StoreException refused)
        {
            failed = new(refused.Code, refused.Message);
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or System.Data.Common.DbException)
        {
            failed = new("backup-failed", $"It can't be done: {broken.Message} The older backups are as they were. See to that, then try again.");
        }
        try
        {
            await store.Write(tx => { tx.Audit(run.By, run.IsCheck ? "backup-check" : "backup-make", name, failed?.Code); return 0; });
        }
        catch (Exception unwritten) when (unwritten is StoreException or System.Data.Common.DbException or ObjectDisposedException)
        {
            failed ??= new("backup-unaudited", "It was done, but could not be written into the audit.");
        }
        lock (_gate) _run = run with { Name = name, Step = null, Failed = failed, Ended = store.Clock.Now() };
    }

    private sealed class Steps(BackupDesk desk) : IProgress<string>
    {
        public void Report(string value) { lock (desk._gate) desk._run = desk._run! with { Step = value }; }
    }
}
