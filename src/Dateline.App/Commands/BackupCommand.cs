using System.CommandLine;
using System.Globalization;
using Dateline.App.Serving;
using Dateline.Store;
using Dateline.Store.Backups;

namespace Dateline.App.Commands;

/// <summary><c>dateline backup</c>: a whole, verified copy of a running or stopped store.</summary>
internal static class BackupCommand
{
    private static readonly Option<string?> To = new("--to") { Description = "The folder that holds backups (default: backup:folder of the settings, else backups in the data folder). Better on another disk." };
    private static readonly Option<int?> Keep = new("--keep") { Description = "Keep so many, this one included, and remove older ones." };
    private static readonly Option<bool> Quiet = new("--quiet") { Description = "Print only where the backup is." };

    internal static Command Create()
    {
        var command = new Command("backup", "Make a backup: the server may go on running. It holds the signing key and copy under embargo; only its owner can read it.") { To, Keep, Quiet, ServeCommand.Data, ServeCommand.Config, ServeCommand.Database };
        command.SetAction((arguments, _) => Task.FromResult(Run(arguments)));
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        if (arguments.GetValue(Keep) is < 1)
        {
            Console.Error.WriteLine("dateline: --keep must be 1 or more. Nothing was changed.");
            return 2;
        }
        if (ServeCommand.Settings(arguments) is not { } settings) return 2;
        if (OpenedStore.Read(settings) is not { } store) return 1;
        using (store)
            return Said.InSentences(() =>
            {
                var made = StoreBackup.Make(store, arguments.GetValue(To) ?? settings.BackupFolder, arguments.GetValue(Keep), arguments.GetValue(ServeCommand.Config) is { } config ? [config] : [], arguments.GetValue(Quiet) ? null : Said.Progress);
                foreach (var old in made.Removed) Console.Error.WriteLine("removed " + old);
                if (!arguments.GetValue(Quiet)) Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"verified: wire log to position {made.Manifest.Position}, {made.Manifest.Files.Count} files, {made.Manifest.Files.Sum(f => f.Length) / 1024.0 / 1024.0:N1} MiB"));
                Console.WriteLine(made.Folder);
                return 0;
            });
    }
}

/// <summary>How the verbs of keeping speak: what goes on, on the error stream; what can't be done, as a sentence with its code.</summary>
internal static class Said
{
    internal static IProgress<string> Progress { get; } = new Line();

    internal static int InSentences(Func<int> work) => InSentencesAsync(() => Task.FromResult(work())).GetAwaiter().GetResult();

    internal static async Task<int> InSentencesAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (StoreException refused)
        {
            Console.Error.WriteLine($"dateline: {refused.Message} [{refused.Code}]");
        }
        catch (Exception broken) when (broken is System.Data.Common.DbException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"dateline: it can't be done: {broken.Message} What was there before is as it was. Run `dateline doctor`.");
        }
        return 1;
    }

    private sealed class Line : IProgress<string>
    {
        public void Report(string value) => Console.Error.WriteLine(value);
    }
}
