using System.CommandLine;
using Dateline.App.Serving;
using Dateline.App.Settings;
using Dateline.Store.Backups;

namespace Dateline.App.Commands;

/// <summary><c>dateline restore</c>: a backup becomes a store again, in a new place; nothing is sent again, and nothing that was killed comes back.</summary>
internal static class RestoreCommand
{
    private static readonly Argument<string> From = new("FROM") { Description = "The backup's folder." };
    private static readonly Option<string[]> Journal = new("--journal") { Description = "A kill journal (*.kills), or the folder that holds them, from after the backup. May be given several times." };
    private static readonly Option<bool> DontLook = new("--no-look") { Description = "Don't look for kill journals where the backup's store was." };
    private static readonly Option<bool> CheckOnly = new("--check") { Description = "Only check whether the backup is whole." };

    internal static Command Create()
    {
        var command = new Command("restore", "Restore a backup into a new data folder (and an empty PostgreSQL database). Plans and embargoes then wait for a person.") { From, Journal, DontLook, CheckOnly, ServeCommand.Data, ServeCommand.Config, ServeCommand.Database };
        command.SetAction((arguments, _) => Said.InSentencesAsync(() => Run(arguments)));
        return command;
    }

    private static async Task<int> Run(ParseResult arguments)
    {
        var from = Path.GetFullPath(arguments.GetValue(From)!);
        if (arguments.GetValue(CheckOnly)) return Check(from);
        if (ServeCommand.Settings(arguments) is not { } settings) return 2;
        var done = await StoreRestore.RunAsync(from, OpenedStore.Options(settings), arguments.GetValue(Journal) ?? [], !arguments.GetValue(DontLook), Said.Progress);
        Tell(done, settings);
        return 0;
    }

    private static int Check(string from)
    {
        var (manifest, problems) = BackupCheck.Check(from, Said.Progress);
        foreach (var problem in problems) Console.Error.WriteLine($"{problem.Place}: {problem.Message}");
        Console.WriteLine(problems.Count > 0 ? "NOT WHOLE: " + from : $"whole: {from}, made {manifest!.Made}, wire log to position {manifest.Position}");
        return problems.Count == 0 ? 0 : 1;
    }

    private static void Tell(RestoreDone done, ServerSettings settings)
    {
        Console.WriteLine($"restored into {settings.DataFolder}: the state of {done.Manifest.Made}, wire log to position {done.Manifest.Position}, epoch {done.Epoch} begins");
        foreach (var journal in done.Journals) Console.WriteLine("kill journal: " + journal);
        if (!done.KnowsSince) Console.WriteLine("WARNING: no kill journal from after the backup was found. What was killed or held since may be public when you serve this. Give it with --journal, or compare with the clients and the wires first.");
        if (done.BadLines > 0) Console.WriteLine($"WARNING: {done.BadLines} lines of the kill journals can't be read.");
        if (File.Exists(Path.Combine(settings.DataFolder, StoreRestore.SettingsAside))) Console.WriteLine($"the settings file names another database: it was put aside as {StoreRestore.SettingsAside}; look through it and rename it to dateline.json");
        Console.WriteLine($"from the journals: {done.Kills.Killed} killed, {done.Kills.Held} held, {done.Kills.Embargoed} embargoes tightened, {done.Kills.Remembered} blocked that are not here, {done.Kills.Keys} API keys revoked");
        Console.WriteLine($"waiting for a person: {done.WaitingPlans} plans, {done.WaitingEmbargoes} embargoes (see: dateline timetable waiting)");
    }
}
