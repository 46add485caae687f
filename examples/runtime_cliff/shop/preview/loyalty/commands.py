"""Commands of the loyalty programme; the label is not written here."""

from cliff.command import Command


class Show(Command):
    """Show the points of a customer."""

    def get_parser(self, prog_name):
        parser = super().get_parser(prog_name)
        parser.add_argument("customer")
        return parser

    def take_action(self, parsed_args):
        self.app.stdout.write(f"{parsed_args.customer} has 30 points\n")
