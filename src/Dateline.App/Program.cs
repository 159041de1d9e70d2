using System.CommandLine;
using System.Text;
using Dateline.App.Commands;
using Dateline.App.Commands.Wires;

#pragma warning disable RS0030 // Before anything else: libraries for mail look once for the character sets there are, and keep in mind for ever which they did not find.
Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
#pragma warning restore RS0030

// The way of a story, as verbs: it comes in (ingest), is worked on and released (story), leaves by the wire log (serve, verify-log),
// and everything is kept (backup, restore). Files alone are looked at, turned into others and checked by inspect, convert and validate. `demo` shows all of it at once.
var dateline = new RootCommand("Dateline carries a news story the whole way: from the wire, over the desk, to the public page, and its corrections and its kill after it.")
{
    DemoCommand.Create(),
    ServeCommand.Create(),
    DoctorCommand.Create(),
    IngestCommand.Create(),
    InspectCommand.Create(),
    ConvertCommand.Create(),
    ValidateCommand.Create(),
    VerifyLogCommand.Create(),
    KeyCommand.Create(),
    ClientCommand.Create(),
    StoryCommands.Create(),
    LogCommand.Create(),
    TimetableCommand.Create(),
    VocabularyCommand.Create(),
    StaffLinkCommand.Create(),
    PersonCommand.Create(),
    BackupCommand.Create(),
    RestoreCommand.Create(),
};
return await dateline.Parse(args).InvokeAsync();
